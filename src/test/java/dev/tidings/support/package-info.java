/**
 * What the tests stand on: a real RabbitMQ and a real PostgreSQL.
 *
 * <p>Both are started once per JVM, on first use, and stopped when the JVM ends. A test that cannot have
 * one fails and says how to get it; nothing is skipped. Methods may be called by any thread, but a broker
 * or database that one test stops is stopped for all tests of the JVM, so these tests do not run in parallel.
 */
@NullMarked
package dev.tidings.support;

import org.jspecify.annotations.NullMarked;
