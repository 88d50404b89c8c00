-- A database that has lost its rows and knows how far it had read.
truncate entity, admission;
