-- What a workflow did. The graph is that of the version that was executed, in JSON: the workflow may change or go. H2 counts
-- UTF-16 units where PostgreSQL counts characters: texts take up to twice what the service allows.
create table execution (
    id varchar(36) primary key,
    workflow_id varchar(36) not null,
    workflow_name varchar(200) not null,
    workflow_version integer not null,
    user_name varchar(255) not null,
    workspace_id varchar(36),
    graph text not null,
    status varchar(16) not null,
    completed_nodes integer not null,
    current_node varchar(64),
    cpu_nanos bigint not null,
    bytes_in bigint not null,
    bytes_out bigint not null,
    error varchar(1000),
    instance_id varchar(36) not null,
    version bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint execution_workspace foreign key (workspace_id) references workspace (id)
);

create index execution_of_user on execution (user_name, created_at, id);

create index execution_in_workspace on execution (workspace_id, created_at, id);

create index execution_of_workflow on execution (workflow_id, created_at, id);

create index execution_by_status on execution (status, updated_at);

create table node_execution (
    id varchar(36) primary key,
    execution_id varchar(36) not null,
    position integer not null,
    node_id varchar(64) not null,
    node_name varchar(200) not null,
    status varchar(16) not null,
    message varchar(1000),
    output_type varchar(255),
    output_bytes bigint,
    output_preview varchar(2000),
    cpu_nanos bigint not null,
    bytes_in bigint not null,
    bytes_out bigint not null,
    started_at timestamp(6) with time zone,
    ended_at timestamp(6) with time zone,
    constraint node_execution_execution foreign key (execution_id) references execution (id) on delete cascade,
    constraint node_execution_node unique (execution_id, node_id)
);

create table execution_log (
    execution_id varchar(36) not null,
    number integer not null,
    node_id varchar(64),
    severity varchar(16) not null,
    content varchar(1000) not null,
    created_at timestamp(6) with time zone not null,
    primary key (execution_id, number),
    constraint execution_log_execution foreign key (execution_id) references execution (id) on delete cascade
);
