"""The demonstration of Regional Office V: invented companies and people, made to known totals.

Everything goes through the services that people use. The same size and seed always make the
same companies, people and payments.
"""
