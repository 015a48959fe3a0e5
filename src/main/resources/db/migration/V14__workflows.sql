-- Graphs are JSON. H2 counts UTF-16 units where PostgreSQL counts characters: texts take up to twice what the service
-- allows. The service deletes what is in a workspace before the workspace: a foreign key keeps it from forgetting.
create table workflow (
    id varchar(36) primary key,
    name varchar(200) not null,
    author varchar(255) not null,
    workspace_id varchar(36),
    is_template boolean not null,
    graph text not null,
    current_number integer not null,
    version bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint workflow_workspace foreign key (workspace_id) references workspace (id)
);

create index workflow_of_author on workflow (author, created_at, id);

create index workflow_in_workspace on workflow (workspace_id, created_at, id);

create table workflow_version (
    workflow_id varchar(36) not null,
    number integer not null,
    origin varchar(16) not null,
    author varchar(255) not null,
    graph text not null,
    created_at timestamp(6) with time zone not null,
    primary key (workflow_id, number),
    constraint workflow_version_workflow foreign key (workflow_id) references workflow (id) on delete cascade
);
