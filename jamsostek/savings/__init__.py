"""Each member's old-age savings (JHT): contributions by month, yearly return, statement."""
