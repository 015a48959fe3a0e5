-- Which part of what its transaction announced to a destination a change is: 'first', 'inner' or 'last'; null if it is
-- the only one, and in entries that were numbered before there was this column, or by an instance that does not know it.
alter table change_intake add column transaction_part varchar(5);

alter table change_entry add column transaction_part varchar(5);
