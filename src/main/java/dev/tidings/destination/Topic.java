package dev.tidings.destination;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The changes of one resource, or of what is in it, for every user who may read it.
 *
 * @param name plural name of what the topic is about, such as {@code assets}
 * @param id id of the resource
 */
public record Topic(String name, String id) implements Destination {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern ADDRESS = Pattern.compile("/topic/([^/]*)/([^/]*)", Pattern.DOTALL);

    public Topic {
        if (!NAME.matcher(name).matches() || name.equals(UserQueue.ROUTING_WORD)) {
            throw new BadDestinationException(
                    "Topic name '%s' must be 1 to 64 characters of [a-z0-9-], start with a letter and not be '%s'"
                            .formatted(Quoted.text(name), UserQueue.ROUTING_WORD));
        }
        if (!ID.matcher(id).matches()) {
            throw new BadDestinationException(
                    "Id '%s' must be 1 to 64 characters of [A-Za-z0-9_-]".formatted(Quoted.text(id)));
        }
    }

    static Topic ofAddress(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw new BadDestinationException(
                    "Destination '%s' does not exist. Expected /topic/{plural}/{id} or /user/queue/{name}"
                            .formatted(Quoted.text(address)));
        }
        return new Topic(matcher.group(1), matcher.group(2));
    }

    @Override
    public String address() {
        return "/topic/" + name + "/" + id;
    }

    @Override
    public String sendAddress() {
        return address();
    }

    @Override
    public String routingKey() {
        return name + "." + id;
    }

    @Override
    public String toString() {
        return address();
    }
}
