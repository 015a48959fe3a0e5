package dev.tidings.studio.admin;

/**
 * What an instance measures of itself.
 *
 * @param processCpu share of all processors that the process uses, from 0 to 1
 * @param systemCpu share that is used at all
 * @param heapUsedBytes memory that objects take
 * @param threads platform threads that live
 * @param sessions sessions of browsers
 * @param subscriptions subscriptions of these sessions
 */
record SystemMetricsUpdate(
        String instanceId,
        double processCpu,
        double systemCpu,
        long heapUsedBytes,
        long threads,
        long sessions,
        long subscriptions) {

    static SystemMetricsUpdate of(String instance, Gauges gauges) {
        return new SystemMetricsUpdate(
                instance,
                gauges.read("process.cpu.usage"),
                gauges.read("system.cpu.usage"),
                (long) gauges.read("jvm.memory.used", "area", "heap"),
                (long) gauges.read("jvm.threads.live"),
                (long) gauges.read("tidings.sessions"),
                (long) gauges.read("tidings.subscriptions"));
    }
}
