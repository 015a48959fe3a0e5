-- H2 counts UTF-16 units where PostgreSQL counts characters: a name of 255 characters takes up to 510.
create table asset (
    id varchar(36) primary key,
    parent_id varchar(36),
    owner varchar(255) not null,
    home_of varchar(255),
    name varchar(510) not null,
    content_type varchar(255) not null,
    size bigint not null,
    storage_key varchar(36),
    version bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint asset_parent foreign key (parent_id) references asset (id) on delete cascade,
    constraint asset_sibling_name unique (parent_id, name),
    constraint asset_home unique (home_of),
    constraint asset_storage_key unique (storage_key)
);

create index asset_in_order on asset (parent_id, name, id);

create table asset_access (
    folder_id varchar(36) not null,
    grantee varchar(255) not null,
    role varchar(16) not null,
    created_at timestamp(6) with time zone not null,
    primary key (folder_id, grantee),
    constraint asset_access_folder foreign key (folder_id) references asset (id) on delete cascade
);

create index asset_access_of_user on asset_access (grantee, folder_id);
