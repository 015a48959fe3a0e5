/**
 * The load client of the benchmark: a process of its own that holds thousands of STOMP sessions, publishes, and audits
 * that every subscriber gets every message.
 *
 * <p>It uses the JDK only. One or a few threads read all sessions; whatever belongs to a session is touched by the
 * thread of its {@link dev.tidings.benchmark.load.SessionLoop} alone. {@link dev.tidings.benchmark.load.LoadClient}
 * takes commands on its standard input and ends with it.
 */
@NullMarked
package dev.tidings.benchmark.load;

import org.jspecify.annotations.NullMarked;
