"""Letters, certificates, cards and statements: numbered, kept with their hash, verifiable.

What a document says is a body (`Letter`, `Certificate`, `Card` or `Statement` of
`documents.rules`), and the body decides the template it is set in. Whoever issues one, here a
letter to an employer, writes:

    issue(
        new=NewDocument(
            kind=Kind.LETTER,
            subject_type="employer",
            subject_id=employer.pk,
            holder=employer.name,
            office_code=employer.branch.code,
            title="Tunggakan iuran September 2011",
            body=Letter(
                recipient=(employer.name, employer.address),
                paragraphs=("Menurut catatan kami iuran berikut belum kami terima.",),
                lines=(Line("Iuran September 2011", 1_500_000, "PP 14/1993, Pasal 10"),),
                total_label="Jumlah yang harus dibayar",
                closing=("Mohon dibayar paling lambat 15 Desember 2011.",),
                signatory=Signatory(act.actor, "Petugas kepesertaan"),
            ),
        ),
        act=act,
    )

Amounts are whole rupiah; the letter adds the lines up and spells the total. Every text is taken
as it is, never as markup. A kind of paper that is new gets its row in `documents.rules.kinds`.
"""
