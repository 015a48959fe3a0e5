package dev.tidings.studio.watching;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.LiveList;
import dev.tidings.http.Page;
import dev.tidings.instance.Instances;
import dev.tidings.monitoring.Audience;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/** Sees to it that sources are looked at, and answers what was seen. */
@Component
public final class Watches {

    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    private final List<WatchedSource> sources;
    private final WatchService service;
    private final Audience audience;
    private final Instances instances;
    private final ChangeLog changes;
    private final LiveList lists;

    Watches(
            List<WatchedSource> sources,
            WatchService service,
            Audience audience,
            Instances instances,
            ChangeLog changes,
            LiveList lists) {
        this.sources = List.copyOf(sources);
        this.service = service;
        this.audience = audience;
        this.instances = instances;
        this.changes = changes;
        this.lists = lists;
    }

    /** Looks at every source that somebody listens to, if this instance is the one to do so. */
    void look() {
        if (!instances.isFirst()) {
            return;
        }
        for (WatchedSource source : sources) {
            if (audience.isListening(source.topic())) {
                look(source);
            }
        }
    }

    private void look(WatchedSource source) {
        try {
            service.look(source);
        } catch (RuntimeException ex) {
            // One that cannot be read must not keep the others from being looked at.
            log.warn("Could not look at a source topic={}", source.topic(), ex);
        }
    }

    /** Answers a request for the items of a source, with the position of its topic. */
    public ResponseEntity<byte[]> answer(ServletWebRequest request, WatchedSource source) {
        if (!audience.isListening(source.topic())) {
            service.look(source);
        }
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(source.topic()));
        return lists.answer(request, heads, new Page<>(service.read(source), null));
    }
}
