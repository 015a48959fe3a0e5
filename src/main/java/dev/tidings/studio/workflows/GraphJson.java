package dev.tidings.studio.workflows;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Graphs in the form that rows hold. */
@Component
public final class GraphJson {

    private final JsonMapper json;

    GraphJson(JsonMapper json) {
        this.json = json;
    }

    public String write(Graph graph) {
        return json.writeValueAsString(graph);
    }

    public Graph read(String text) {
        return json.readValue(text, Graph.class);
    }
}
