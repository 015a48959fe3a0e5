-- What was published from outside under a key of the caller's choice, so that a repetition publishes nothing.
-- The id is a digest of the caller and the key: both may be long, and neither has to be read here.
create table ingest_request (
    id varchar(64) primary key,
    body_sha256 varchar(64) not null,
    created_at timestamp(6) with time zone not null,
    -- The last entry before, and the last change of each destination: from them the positions can be found
    -- again by whoever repeats the request before the first answer is known.
    mark bigint,
    last_changes text,
    positions text
);

create index ingest_request_by_age on ingest_request (created_at);
