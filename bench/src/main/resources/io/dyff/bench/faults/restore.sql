-- The database as it was when copy.sql ran.
truncate entity, forgotten, admission, progress;
insert into entity table older.entity;
insert into forgotten table older.forgotten;
insert into admission table older.admission;
insert into progress table older.progress;
