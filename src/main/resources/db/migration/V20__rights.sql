-- The version of what readers may read: raised by each transaction that takes a right away or gives one, and locked by it
-- until it commits, so that versions become visible in their order.
create table rights_version (
    version bigint not null
);

insert into rights_version (version) values (0);

-- Who lost a right with each version; empty if one was given.
create table rights_change (
    version bigint primary key,
    reader varchar(255) not null,
    changed_at timestamp with time zone not null
);

-- The version when a change was announced: at most that of the last right given before it was committed. And the version
-- when it was numbered: at least that of every revocation that committed before it did. Zero in entries from before there
-- were these columns, and in those of an instance that does not know them.
alter table change_intake add column rights_announced bigint default 0 not null;

alter table change_entry add column rights_announced bigint default 0 not null;

alter table change_entry add column rights_version bigint default 0 not null;

-- The version of each right: what was announced under a lower one may be from before it. That of an asset is the last one
-- that came with its place.
alter table asset add column rights_version bigint default 0 not null;

alter table asset_access add column rights_version bigint default 0 not null;

alter table workspace_member add column rights_version bigint default 0 not null;
