-- What is searched is in an index on the disk that all instances share; here is what it is of. H2 counts UTF-16 units
-- where PostgreSQL counts characters: names take up to twice what the service allows.
create table collection (
    id varchar(36) primary key,
    name varchar(200) not null,
    author varchar(255) not null,
    workspace_id varchar(36),
    folder_id varchar(36) not null,
    status varchar(16) not null,
    files integer not null,
    texts integer not null,
    error varchar(1000),
    instance_id varchar(36) not null,
    version bigint not null,
    indexed_at timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint collection_workspace foreign key (workspace_id) references workspace (id)
);

create index collection_of_author on collection (author, created_at, id);

create index collection_in_workspace on collection (workspace_id, created_at, id);

create index collection_by_status on collection (status);
