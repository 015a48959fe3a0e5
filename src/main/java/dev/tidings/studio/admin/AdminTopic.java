package dev.tidings.studio.admin;

import dev.tidings.destination.Topic;

/** The topics of what is reported to admins at an interval. */
enum AdminTopic {
    SYSTEM_METRICS("system-metrics"),
    COST("cost"),
    CONNECTORS("connectors");

    /** Name of all of them. */
    static final String NAME = "admin";

    private final String id;

    AdminTopic(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    Topic topic() {
        return new Topic(NAME, id);
    }
}
