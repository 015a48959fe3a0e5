package dev.tidings.studio.watching;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeTransaction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares what a source is with what was seen of it, and announces the difference. */
@Service
class WatchService {

    private final WatchedItems items;
    private final ChangeLog changes;
    private final JsonMapper json;

    WatchService(WatchedItems items, ChangeLog changes, JsonMapper json) {
        this.items = items;
        this.changes = changes;
        this.json = json;
    }

    /** Looks at a source; nobody else does meanwhile, so what is written last is what was seen last. */
    @ChangeTransaction
    void look(WatchedSource source) {
        String name = source.topic().address();
        items.lock(name);
        Map<String, String> before = items.read(name);
        Map<String, String> now = bodies(source.read());
        now.forEach((id, body) -> {
            String known = before.remove(id);
            if (known == null) {
                items.insert(name, id, body);
                announce(source, ResourceChange.created(source.type(), json.readTree(body)));
            } else if (!known.equals(body)) {
                items.update(name, id, body);
                announce(source, ResourceChange.updated(source.type(), json.readTree(body)));
            }
        });
        for (String gone : before.keySet()) {
            items.delete(name, gone);
            announce(source, ResourceChange.deleted(source.type(), Map.of("id", gone)));
        }
    }

    private void announce(WatchedSource source, ResourceChange change) {
        changes.announce(change, List.of(source.topic()));
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

    /** Reads what was seen of a source last, in the order of ids. */
    List<JsonNode> read(WatchedSource source) {
        return items.read(source.topic().address()).values().stream()
                .map(json::readTree)
                .toList();
    }
}
