-- H2 counts UTF-16 units where PostgreSQL counts characters: a name of 100 characters takes up to 200.
create table workspace (
    id varchar(36) primary key,
    name varchar(200) not null,
    version bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null
);

create table workspace_member (
    workspace_id varchar(36) not null,
    member varchar(255) not null,
    role varchar(16) not null,
    primary key (workspace_id, member),
    constraint workspace_member_workspace foreign key (workspace_id) references workspace (id) on delete cascade
);

create index workspace_member_of_user on workspace_member (member, workspace_id);
