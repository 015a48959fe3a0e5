/**
 * The servers that the benchmark compares, each the main class of a process of its own.
 *
 * <p>All of them serve STOMP over WebSocket at {@code /ws} and take what is to be published from a
 * {@link dev.tidings.benchmark.server.PublishPort}, so that the messages reach each engine in the same way. They say
 * on their standard output when they are ready, and end with their standard input.
 */
@NullMarked
package dev.tidings.benchmark.server;

import org.jspecify.annotations.NullMarked;
