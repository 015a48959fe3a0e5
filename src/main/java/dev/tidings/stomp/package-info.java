/**
 * The edge to the clients: the endpoint {@code /ws}, the decoder and encoder of STOMP frames, and the
 * rules of the wire.
 *
 * <h2>What passes</h2>
 *
 * Every frame of a client is parsed strictly, checked against the list of commands and headers that
 * count, and made anew; no byte of a client goes anywhere else. What does not follow STOMP 1.0, 1.1 or 1.2
 * is answered by an ERROR frame with a {@code code} and a {@code retry} rule, and ends that session and no
 * other. A SUBSCRIBE that is refused does not end the session: its answer is a MESSAGE on that
 * subscription with an {@code error} header.
 *
 * <h2>Order</h2>
 *
 * The frames of one session are handled one after the other, in the order in which they came; what
 * arrives between CONNECT and CONNECTED waits. Messages to a client leave in the order in which the broker
 * engine gave them.
 *
 * <h2>Threads</h2>
 *
 * Frames are handled on the thread that read them. Frames to clients go through the outbound queue of their
 * session, and no thread waits for a socket.
 */
@ApplicationModule(allowedDependencies = {"change", "destination", "broker", "security", "session"})
@NullMarked
package dev.tidings.stomp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
