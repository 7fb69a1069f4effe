"""What the doors and the readers may do with each table, written down: a new table is listed."""

import pytest
from django.db import connection

from jamsostek.config.cluster.roles import APP, READER

pytestmark = pytest.mark.django_db

WORKING = "read add change delete"
"""For what only the machinery needs: queues, sessions, counters."""
HISTORY = "read add"

APP_MAY = {
    # sign-ins, and what Django and its packages keep for themselves
    "account_emailaddress": WORKING,
    "account_emailconfirmation": WORKING,
    "auth_group": "read",
    "auth_group_permissions": "read",
    "auth_permission": "read",
    "django_content_type": "read",
    "django_migrations": "read",
    "django_session": WORKING,
    "mfa_authenticator": WORKING,
    "pghistory_context": "read",
    "procrastinate_events": WORKING,
    "procrastinate_jobs": WORKING,
    "procrastinate_periodic_defers": WORKING,
    "procrastinate_workers": WORKING,
    "web_cache": WORKING,
    "institution_user": "read add change",
    "institution_user_groups": "read",
    "institution_user_user_permissions": "read",
    # the institution
    "audit_record": HISTORY,
    "institution_branch": HISTORY,
    "institution_region": HISTORY,
    "institution_staffmember": "read add change(roles)",
    # documents
    "documents_content": HISTORY,
    "documents_document": "read add change(superseded_by_id, withdrawal_reason, withdrawn_at,"
    " withdrawn_by)",
    "documents_numbering": "read add change(last)",
    # the books
    "ledger_account": HISTORY,
    "ledger_balance": "read",
    "ledger_daytotal": "read",
    "ledger_entry": HISTORY,
    "ledger_line": HISTORY,
    # the bank
    "treasury_bankaccount": "read add change(name)",
    "treasury_statementfile": HISTORY,
    "treasury_statementline": "read add change(reverses_id)",
    "treasury_statementupload": "read add change(done, fault, file_id, result, state, total)",
    "treasury_cashdesk": "read add change(name)",
    "treasury_cashsession": "read add change(closed_at, confirmed_by_id, counted_amount,"
    " counted_at, difference_reason, entry_id, expected_amount, state)",
    "treasury_cashsessionevent": HISTORY,
    "treasury_cashtransfer": "read add change(line_id)",
    "treasury_paymentfile": HISTORY,
    "treasury_paymentitem": HISTORY,
    "treasury_paymentorder": "read add change(paid_on, returned_line_id, run_id, session_id,"
    " settled_line_id, state)",
    "treasury_paymentorderevent": HISTORY,
    "treasury_paymentresultfile": HISTORY,
    "treasury_paymentrun": "read add change(amount, count, released_at, released_by_id,"
    " settled_line_id, state)",
    "treasury_paymentrunevent": HISTORY,
    "treasury_paymentstep": HISTORY,
    # members
    "membership_dependant": "read add change(end_reason, until_date)",
    "membership_dependantevent": HISTORY,
    "membership_employer": "read add change(until_date)",
    "membership_employerevent": HISTORY,
    "membership_employeruser": HISTORY,
    "membership_employment": "read add change(end_reason, until_date)",
    "membership_employmentevent": HISTORY,
    "membership_familystatus": "read add change(until_date)",
    "membership_familystatusevent": HISTORY,
    "membership_contractor": "read add change(address, email, employer_id, npwp, phone)",
    "membership_contractorevent": HISTORY,
    "membership_contractoruser": HISTORY,
    "membership_groupuser": HISTORY,
    "membership_memberuser": HISTORY,
    "membership_ownaccountcover": "read add change(end_reason, group_id, phone, until_date)",
    "membership_ownaccountcoverevent": HISTORY,
    "membership_ownaccountgroup": "read add change(collector, phone, until_date)",
    "membership_ownaccountgroupevent": HISTORY,
    "membership_ownaccountprotection": "read add change(withdrawn_at)",
    "membership_ownaccountterms": HISTORY,
    "membership_project": "read add change(contract_value, until_date, wage_sum)",
    "membership_projectevent": HISTORY,
    "membership_projectversion": HISTORY,
    "membership_projectworker": "read add change(until_date)",
    "membership_subcontractor": HISTORY,
    "membership_headcountchange": "read add delete",
    "membership_insuredperson": "read add change(birth_place)",
    "membership_insuredpersonevent": HISTORY,
    "membership_personmerge": "read add change(decided_at, decided_by, decider_id,"
    " decision_reason, split_at, split_by, split_reason, state)",
    "membership_personmergeevent": HISTORY,
    "membership_samehuman": "read",
    "membership_nameword": HISTORY,
    "membership_knownelsewhere": HISTORY,
    "membership_programmeenrolment": "read add change(until_date)",
    "membership_programmeenrolmentevent": HISTORY,
    "membership_riskgroupdecision": HISTORY,
    "membership_wagerecord": HISTORY,
    # savings
    "savings_contributionyear": "read add change(months)",
    "savings_returnrun": "read add change(accounts, amount, cursor, finished_at)",
    "savings_savingsaccount": HISTORY,
    "savings_statementprint": "read add change(first, last, made_of, pdf, size, statements) delete",
    "savings_statementrun": "read add change(asked_at, asked_by, done, finished_at, total)",
    "savings_savingsyear": "read add change(credited_return, moved, opening, weighted)",
    # contributions
    "contributions_allocation": "read add change(withdrawn_at)",
    "contributions_bill": "read add change(place, received, settled_on, state, taken_off,"
    " withdrawn_on, written_off_on)",
    "contributions_billline": HISTORY,
    "contributions_billreduction": HISTORY,
    "contributions_correction": HISTORY,
    "contributions_correctionline": HISTORY,
    "contributions_declaration": HISTORY,
    "contributions_declarationline": HISTORY,
    "contributions_naming": "read add change(withdrawn_at, withdrawn_by, withdrawn_reason)",
    "contributions_penaltyassessment": HISTORY,
    "contributions_projectterm": HISTORY,
    "contributions_refund": (
        "read add change(decided_by_id, paid_line_id, returned_line_id, state)"
    ),
    "contributions_refundpart": HISTORY,
    "contributions_refundstep": HISTORY,
    "contributions_penaltywaiver": HISTORY,
    "contributions_settlement": "read add change(undone_entry_id)",
    "contributions_writeoff": "read add change(decided_at, decided_by, decider_id,"
    " decision_reason, state)",
    "contributions_writeoffevent": HISTORY,
    "contributions_writeoffitem": HISTORY,
    "contributions_writeoffposting": "read add change(undone_entry_id)",
    "contributions_wagefile": "read add change(checked, progress, state, summary)",
    # claims
    "claims_assessment": HISTORY,
    "claims_awardline": HISTORY,
    "claims_claim": "read add change(claimant_name, claimant_phone, claimant_relation, complete_on,"
    " event_place, event_text, event_time, facts, officer_id, outcome_on, pended_until,"
    " second_report_at)",
    "claims_claimevent": HISTORY,
    "claims_claimstep": HISTORY,
    "claims_decision": "read add change(document_id)",
    "claims_evidence": "read add change(changed_at, changed_by, dated, note, state)",
    "claims_evidenceevent": HISTORY,
    "claims_evidencefile": HISTORY,
    "claims_medicalopinion": HISTORY,
    "claims_objection": "read add change(answer, answered_at, answered_by, answerer_id, state)",
    "claims_objectionevent": HISTORY,
    "claims_payable": "read add change(withdrawn_by_id)",
    "claims_payee": "read add change(account_name, account_number, bank, method, name)",
    "claims_payeeevent": HISTORY,
    "claims_reclaim": "read add change(cancelled_by_id, paid_line_id, state)",
    "claims_reclaimevent": HISTORY,
    "claims_survivor": WORKING,
    "claims_survivorevent": HISTORY,
    # providers of health care
    "providers_capitationline": HISTORY,
    "providers_capitationrun": "read add change(amount_of_month, correction, decided_at,"
    " decided_by, decider_id, heads, state, workers)",
    "providers_guarantee": "read add change(admitted_on, beyond_days, discharged_on,"
    " special_days, state, ward_days)",
    "providers_guaranteeevent": HISTORY,
    "providers_guaranteeyear": HISTORY,
    "providers_provider": "read add change(account_name, account_number, address, bank, name,"
    " phone)",
    "providers_providerchoice": "read add change(until_month)",
    "providers_providerchoiceevent": HISTORY,
    "providers_providerclaim": "read add change(awarded, checker_id, decider_id, state)",
    "providers_providerclaimevent": HISTORY,
    "providers_providerclaimline": "read add change(awarded, note)",
    "providers_providerclaimstep": HISTORY,
    "providers_providercontract": "read add change(until_date)",
    "providers_providercontractevent": HISTORY,
    "providers_providerevent": HISTORY,
    "providers_providerpayable": HISTORY,
    "providers_provideruser": HISTORY,
    "providers_tariff": HISTORY,
    # compliance
    "compliance_agreement": "read add change(decided_at, decided_by, decider_id,"
    " decision_reason, state)",
    "compliance_agreementbill": HISTORY,
    "compliance_agreementevent": HISTORY,
    "compliance_instalment": HISTORY,
    "compliance_reminder": HISTORY,
    "compliance_reminderbill": HISTORY,
    "compliance_reminderrun": "read add change(done, finished_at, letters, total)",
    # reports
    "reporting_benefitday": "read add delete",
    "reporting_headcountyear": "read add delete",
    "reporting_target": "read add change(amount)",
}

READER_MAY_NOT_SEE = {
    "account_emailaddress",
    "account_emailconfirmation",
    "django_session",
    "institution_user",
    "mfa_authenticator",
    "web_cache",
}
"""Keys of sessions and second factors, password hashes, addresses, and who fails to sign in."""

TABLES = """
    SELECT oid, relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
"""
RIGHTS = f"""
    SELECT t.relname::text, concat_ws(' ',
        CASE WHEN has_table_privilege(%(role)s, t.oid, 'SELECT') THEN 'read' END,
        CASE WHEN has_table_privilege(%(role)s, t.oid, 'INSERT') THEN 'add' END,
        CASE WHEN has_table_privilege(%(role)s, t.oid, 'UPDATE') THEN 'change'
            ELSE 'change(' || c.names || ')' END,
        CASE WHEN has_table_privilege(%(role)s, t.oid, 'DELETE') THEN 'delete' END,
        CASE WHEN has_table_privilege(%(role)s, t.oid, 'TRUNCATE') THEN 'empty' END)
    FROM ({TABLES}) t CROSS JOIN LATERAL (
        SELECT string_agg(attname, ', ' ORDER BY attname) AS names FROM pg_attribute
        WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped
            AND has_column_privilege(%(role)s, t.oid, attnum, 'UPDATE')
    ) c
"""  # noqa: S608 - our own words
SEEN = f"""
    SELECT t.relname::text FROM ({TABLES}) t
    WHERE has_any_column_privilege(%(role)s, t.oid, 'SELECT')
"""  # noqa: S608 - our own words


def rights_of(role):
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, {"role": role})
        return dict(cursor.fetchall())


def test_the_app_may_do_with_each_table_what_is_promised_and_no_more():
    assert rights_of(APP) == APP_MAY


def test_the_reader_reads_and_does_nothing_else():
    assert set(rights_of(READER).values()) == {"read", ""}


def test_the_reader_sees_every_table_but_those_with_secrets():
    with connection.cursor() as cursor:
        cursor.execute(SEEN, {"role": READER})
        seen = {name for (name,) in cursor.fetchall()}

    assert seen == set(APP_MAY) - READER_MAY_NOT_SEE
