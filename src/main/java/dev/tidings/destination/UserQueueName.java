package dev.tidings.destination;

/**
 * Declares a queue that every user has. The module that sends to it contributes one as a bean.
 *
 * @param name name of the queue, such as {@code jobs}
 */
public record UserQueueName(String name) {}
