-- A copy of what the topics can give back, beside the tables of the platform.
drop schema if exists older cascade;
create schema older;
create table older.entity as table entity;
create table older.forgotten as table forgotten;
create table older.admission as table admission;
create table older.progress as table progress;
