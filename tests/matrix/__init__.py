"""
The authorisation matrix: every address of the admin × every person × own, another's and forged rows.

`people` and `cases` are architecture.md's table "Who sees what" written out by hand, `sections` the rows of the other
tables; `addresses` and `posts` generate what is asked, `verdict` says what each answer must not hold. A new section
needs rows in `sections.TABLES`; a new parameter of an address a value in `addresses.OF_A_ROW`; a new step nothing,
unless the words it asks for cannot be guessed (`filling.TYPED`).
"""
