package dev.tidings.studio.admin;

import dev.tidings.destination.Topic;
import dev.tidings.studio.watching.WatchedSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The HTTP routes of the application, which come and go with its version. */
@Component
final class Routes implements WatchedSource {

    static final Topic TOPIC = new Topic(AdminTopic.NAME, "routes");

    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

    Routes(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /**
     * A route.
     *
     * @param method {@code *} if it takes any
     */
    record Route(String method, String path) {

        String id() {
            return method + " " + path;
        }
    }

    @Override
    public String type() {
        return "route";
    }

    @Override
    public Topic topic() {
        return TOPIC;
    }

    @Override
    public Map<String, Route> read() {
        var routes = new TreeMap<String, Route>();
        mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .forEach(mapping -> add(routes, mapping));
        return routes;
    }

    private static void add(Map<String, Route> routes, RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        for (String path : mapping.getPatternValues()) {
            if (methods.isEmpty()) {
                put(routes, new Route("*", path));
            }
            methods.forEach(method -> put(routes, new Route(method.name(), path)));
        }
    }

    private static void put(Map<String, Route> routes, Route route) {
        routes.put(route.id(), route);
    }
}
