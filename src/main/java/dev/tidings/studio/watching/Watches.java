package dev.tidings.studio.watching;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.instance.Instances;
import dev.tidings.monitoring.Audience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.JsonNode;

/** Sees to it that sources are looked at, and answers what was seen. */
@Component
public final class Watches {

    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    private final List<WatchedSource> sources;
    private final Look look;
    private final WatchService service;
    private final Audience audience;
    private final Instances instances;
    private final ChangeLog changes;
    private final LiveList lists;
    private final Duration interval;
    private final Clock clock;
    private final Map<Topic, Instant> looked = new ConcurrentHashMap<>();
    private final Map<Topic, String> failures = new ConcurrentHashMap<>();

    Watches(
            List<WatchedSource> sources,
            Look look,
            WatchService service,
            Audience audience,
            Instances instances,
            ChangeLog changes,
            LiveList lists,
            WatchingProperties properties,
            Clock clock) {
        this.sources = List.copyOf(sources);
        this.look = look;
        this.service = service;
        this.audience = audience;
        this.instances = instances;
        this.changes = changes;
        this.lists = lists;
        this.interval = properties.interval();
        this.clock = clock;
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
        looked.put(source.topic(), clock.instant());
        try {
            look.at(source);
            failures.remove(source.topic());
        } catch (RuntimeException ex) {
            // One that cannot be read must not keep the others from being looked at. It is told once for each cause.
            if (!ex.toString().equals(failures.put(source.topic(), ex.toString()))) {
                log.warn("Could not look at a source, trying again topic={}", source.topic(), ex);
            }
        }
    }

    /** Returns whether this instance has not looked for an interval, which another one may have. */
    private boolean isDue(WatchedSource source) {
        Instant last = looked.get(source.topic());
        return last == null || !clock.instant().isBefore(last.plus(interval));
    }

    /**
     * Answers a request for the items of a source, with the position of its topic. They are as old as the last look at
     * most, and older only if the source cannot be read.
     */
    public ResponseEntity<Written<Page<JsonNode>>> answer(ServletWebRequest request, WatchedSource source) {
        if (isDue(source)) {
            look(source);
        }
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(source.topic()));
        return lists.answer(request, heads, new Page<>(service.read(source), null));
    }
}
