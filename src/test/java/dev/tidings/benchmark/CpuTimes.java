package dev.tidings.benchmark;

/**
 * CPU seconds of all that takes part in a trial.
 *
 * @param server the servers
 * @param broker RabbitMQ, 0 where it is not used
 * @param database PostgreSQL, 0 where it is not used
 * @param client the load client
 */
record CpuTimes(double server, double broker, double database, double client) {

    CpuTimes minus(CpuTimes earlier) {
        return new CpuTimes(
                server - earlier.server, broker - earlier.broker, database - earlier.database, client - earlier.client);
    }

    double serverAndBroker() {
        return server + broker;
    }
}
