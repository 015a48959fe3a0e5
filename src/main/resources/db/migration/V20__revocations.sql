-- The version of what readers may read: raised by each transaction that takes a right away, and locked by it until it
-- commits, so that versions become visible in their order.
create table rights_version (
    version bigint not null
);

insert into rights_version (version) values (0);

-- Who lost a right with each version.
create table revocation (
    version bigint primary key,
    reader varchar(255) not null,
    revoked_at timestamp with time zone not null
);

-- The version when an entry was numbered: at least that of every revocation that committed before the change did. Zero in
-- entries that were numbered before there was this column, or by an instance that does not know it.
alter table change_entry add column rights_version bigint default 0 not null;
