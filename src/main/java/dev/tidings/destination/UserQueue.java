package dev.tidings.destination;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A queue of one user, read by all of that user's sessions and by nobody else.
 *
 * <p>A client never names the user: {@code /user/queue/jobs} is always the subscriber's own.
 *
 * @param user name of the owner, the subject of the token
 * @param name name of the queue, such as {@code jobs}
 */
public record UserQueue(String user, String name) implements Destination {

    static final String ROUTING_WORD = "user";
    static final String ADDRESS_PREFIX = "/user/queue/";
    static final String SEND_PREFIX = "/user/";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,47}");
    private static final Pattern SEND_ADDRESS = Pattern.compile("/user/([^/]*)/queue/([^/]*)", Pattern.DOTALL);

    public UserQueue {
        UserNames.check(user);
        if (!NAME.matcher(name).matches()) {
            throw new BadDestinationException(
                    "Queue name '%s' must be 1 to 48 characters of [a-z0-9-] and start with a letter"
                            .formatted(Quoted.text(name)));
        }
    }

    /** Returns whether a user can have queues: whether the name is well-formed and fits into a routing key. */
    public static boolean canBelongTo(String user) {
        try {
            UserNames.check(user);
            return true;
        } catch (BadDestinationException ex) {
            return false;
        }
    }

    static UserQueue ofSendAddress(String address) {
        Matcher matcher = SEND_ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw new BadDestinationException("Destination '%s' does not exist. Expected /user/{name}/queue/{name}"
                    .formatted(Quoted.text(address)));
        }
        return new UserQueue(UserNames.decode(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String address() {
        return ADDRESS_PREFIX + name;
    }

    @Override
    public String sendAddress() {
        return SEND_PREFIX + UserNames.encode(user) + "/queue/" + name;
    }

    @Override
    public String routingKey() {
        return ROUTING_WORD + "." + UserNames.encode(user) + "." + name;
    }

    @Override
    public String toString() {
        return sendAddress();
    }
}
