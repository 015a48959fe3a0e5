package dev.tidings.studio.watching;

import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Looks at sources, however long that takes, and has what was seen written. */
@Component
final class Look {

    private final WatchService service;
    private final JsonMapper json;

    Look(WatchService service, JsonMapper json) {
        this.service = service;
        this.json = json;
    }

    void at(WatchedSource source) {
        long changes = service.countChanges(source);
        service.write(source, bodies(source.read()), changes);
    }

    private Map<String, String> bodies(Map<String, ? extends Record> seen) {
        var bodies = new TreeMap<String, String>();
        seen.forEach((id, item) -> {
            ObjectNode body = json.createObjectNode().put("id", id);
            body.setAll(json.<ObjectNode>valueToTree(item));
            body.put("etag", DigestUtils.md5Hex(body.toString()));
            bodies.put(id, body.toString());
        });
        return bodies;
    }
}
