package dev.tidings.security;

/** The users that a resource can be shared with. */
public interface Users {

    /**
     * Returns whether there is a user of that name. With an external issuer nobody here can know: then
     * every well-formed name is taken.
     */
    boolean isKnown(String name);
}
