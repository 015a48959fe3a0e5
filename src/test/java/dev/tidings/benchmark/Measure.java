package dev.tidings.benchmark;

import java.util.Locale;

/** The columns of the tables, in their order. */
enum Measure {
    DELIVERIES_PER_SECOND("deliveries/s", "%,.0f"),
    CPU_PER_DELIVERY("CPU per delivery, server and broker", "%.2f µs"),
    CPU_AGAINST_ONE_INSTANCE("against one instance", "%.2f ×"),
    CPU_PER_BYTE("CPU per byte of body", "%.3f ns"),
    CPU_PER_CLIENT("CPU per client, server and broker", "%,.0f µs"),
    CPU_PER_FIRST_CLIENT("of the first 5,000", "%,.0f µs"),
    OF_BROKER("of it RabbitMQ", "%.0f%%"),
    CHANGES_PER_SECOND("changes/s", "%,.0f"),
    DATABASE_PER_CHANGE("PostgreSQL per change, apart", "%,.0f µs"),
    P50("p50", "%.1f ms"),
    P99("p99", "%.1f ms"),
    MAX("longest", "%,.0f ms"),
    P99_AGAINST_NONE_STALLED("p99 against none stalled", "%.2f ×"),
    MEMORY_PER_CLIENT("memory per client", "%.1f KB"),
    MEMORY_GROWTH("growth of the JVM", "%,.0f MB"),
    BROKER_MEMORY_GROWTH("growth of RabbitMQ", "%,.0f MB"),
    CLIENTS("clients", "%,.0f"),
    MESSAGES_PER_READ("messages per read", "%.1f"),
    LOAD_CLIENT("load client", "%.2f µs"),
    LOAD_CLIENT_CORES("load client, cores busy", "%.2f");

    private final String title;
    private final String format;

    Measure(String title, String format) {
        this.title = title;
        this.format = format;
    }

    String title() {
        return title;
    }

    String format(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
