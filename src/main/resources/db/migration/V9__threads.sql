-- H2 counts UTF-16 units where PostgreSQL counts characters: texts take up to twice what the service allows. The
-- service deletes what is in a workspace before the workspace: a foreign key keeps it from forgetting.
create table thread (
    id varchar(36) primary key,
    title varchar(400) not null,
    author varchar(255) not null,
    workspace_id varchar(36),
    version bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint thread_workspace foreign key (workspace_id) references workspace (id)
);

create index thread_of_author on thread (author, created_at, id);

create index thread_in_workspace on thread (workspace_id, created_at, id);

create table thread_message (
    id varchar(36) primary key,
    thread_id varchar(36) not null,
    author varchar(255) not null,
    text varchar(20000) not null,
    version bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint thread_message_thread foreign key (thread_id) references thread (id) on delete cascade
);

create index thread_message_in_order on thread_message (thread_id, created_at, id);
