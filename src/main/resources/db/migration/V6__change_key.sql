-- What a change is about, as type:id; null in entries that are older than this column, and where nobody said.
alter table change_intake add column change_key varchar(255);

alter table change_entry add column change_key varchar(255);
