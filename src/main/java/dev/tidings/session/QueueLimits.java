package dev.tidings.session;

/**
 * What one outbound queue may hold.
 *
 * @param bytes most that may wait for one client
 * @param coalesce whether several frames that wait share one message of the connection
 */
record QueueLimits(long bytes, boolean coalesce) {}
