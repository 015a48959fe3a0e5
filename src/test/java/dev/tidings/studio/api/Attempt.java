package dev.tidings.studio.api;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A request for something of alice's.
 *
 * @param method of the request
 * @param path with the names of things in place of their ids, such as {@code <thread>}
 * @param need what it takes
 * @param body of the request in JSON, with such names too; empty if it has none
 */
record Attempt(String method, String path, Need need, String body) {

    private static final Pattern NAME = Pattern.compile("<([a-z]+)>");
    private static final Pattern VARIABLE = Pattern.compile("<[a-z]+>|\\{[^}]+}");

    static Attempt of(String route, Need need) {
        return of(route, need, "");
    }

    static Attempt of(String route, Need need, String body) {
        String[] parts = route.split(" ", 2);
        return new Attempt(parts[0], parts[1], need, body);
    }

    /** Returns a route without the names of what is variable in it. */
    static String routeOf(String method, String path) {
        return method + " " + VARIABLE.matcher(path.split("\\?", 2)[0]).replaceAll("{}");
    }

    String route() {
        return routeOf(method, path);
    }

    /**
     * Makes the request.
     *
     * @param ids gives the id of a thing by its name
     */
    Answer by(Api actor, UnaryOperator<String> ids) {
        byte[] filled = fill(body, ids).getBytes(StandardCharsets.UTF_8);
        return actor.send(method, fill(path, ids), "application/json", filled);
    }

    private static String fill(String text, UnaryOperator<String> ids) {
        return NAME.matcher(text).replaceAll(name -> ids.apply(name.group(1)));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
