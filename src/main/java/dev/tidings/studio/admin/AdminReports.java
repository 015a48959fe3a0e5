package dev.tidings.studio.admin;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.change.TypedMessage;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.instance.Instances;
import dev.tidings.monitoring.Audience;
import dev.tidings.studio.executions.ExecutionCosts;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells admins of the cluster, while one of them listens. For one thread; what is read may be read by any. */
@Component
final class AdminReports {

    static final MessageType<SystemMetricsUpdate> SYSTEM_METRICS =
            new MessageType<>("system_metrics_update", SystemMetricsUpdate.class);
    static final MessageType<CostUpdate> COST = new MessageType<>("cost_analytics_update", CostUpdate.class);
    static final MessageType<ConnectorsUpdate> CONNECTORS =
            new MessageType<>("connector_stats_update", ConnectorsUpdate.class);

    private final Instances instances;
    private final Audience audience;
    private final ChangeLog changes;
    private final Gauges gauges;
    private final ExecutionCosts costs;
    private final AdminProperties properties;
    private final Map<AdminTopic, Record> told = new EnumMap<>(AdminTopic.class);

    AdminReports(
            Instances instances,
            Audience audience,
            ChangeLog changes,
            Gauges gauges,
            ExecutionCosts costs,
            AdminProperties properties) {
        this.instances = instances;
        this.audience = audience;
        this.changes = changes;
        this.gauges = gauges;
        this.costs = costs;
        this.properties = properties;
    }

    SystemMetricsUpdate systemMetrics() {
        return SystemMetricsUpdate.of(instances.self(), gauges);
    }

    CostUpdate cost() {
        return CostUpdate.of(costs.readUsage(), properties);
    }

    ConnectorsUpdate connectors() {
        return ConnectorsUpdate.of(instances.self(), gauges);
    }

    /** Tells of everything that somebody listens to, if this instance is the one to do so. */
    void tell() {
        if (!instances.isFirst()) {
            told.clear();
            return;
        }
        for (AdminTopic topic : AdminTopic.values()) {
            if (audience.isListening(topic.topic())) {
                tell(topic);
            } else {
                told.remove(topic);
            }
        }
    }

    private void tell(AdminTopic topic) {
        TypedMessage message = message(topic);
        if (!message.content().equals(told.put(topic, message.content()))) {
            changes.announceTransient(topic.topic(), message);
        }
    }

    private TypedMessage message(AdminTopic topic) {
        var key = new ChangeKey(AdminTopic.NAME, topic.id());
        return switch (topic) {
            case SYSTEM_METRICS -> SYSTEM_METRICS.message(key, systemMetrics());
            case COST -> COST.message(key, cost());
            case CONNECTORS -> CONNECTORS.message(key, connectors());
        };
    }
}
