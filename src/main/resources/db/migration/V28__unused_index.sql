-- Reminders look for what ends soon among the documents of the homes whose day it is, by document_document_residence.
drop index if exists document_document_ends_on;
