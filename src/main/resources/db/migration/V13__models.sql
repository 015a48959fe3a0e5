-- Where a download stands; "validator" is what the server calls the version of the file that it gave a part of, and
-- "attempt" counts how often its owner had it begin or go on.
create table download (
    id varchar(36) primary key,
    owner varchar(255) not null,
    repo_id varchar(190) not null,
    url varchar(2000) not null,
    expected_sha256 varchar(64),
    status varchar(16) not null,
    downloaded_bytes bigint not null,
    total_bytes bigint,
    validator varchar(255),
    error varchar(1000),
    instance_id varchar(36) not null,
    attempt integer not null,
    version bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null
);

create index download_of_owner on download (owner, created_at, id);

create index download_by_status on download (status, instance_id);

-- The file of a model is named by its id.
create table model (
    id varchar(36) primary key,
    owner varchar(255) not null,
    repo_id varchar(190) not null,
    url varchar(2000) not null,
    sha256 varchar(64) not null,
    bytes bigint not null,
    created_at timestamp(6) with time zone not null,
    constraint model_of_owner unique (owner, repo_id)
);
