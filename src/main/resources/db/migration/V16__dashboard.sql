-- The numbers of a user, as JSON; empty as long as they are not counted.
create table dashboard (
    user_name varchar(255) primary key,
    stats varchar(4000) not null
);
