"""What people are handed: pages, workbook and tables of one program, made from its mart rows and the message table."""
