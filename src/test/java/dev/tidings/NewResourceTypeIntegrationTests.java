package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Reader;
import dev.tidings.destination.Topic;
import dev.tidings.destination.TopicReaders;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * What it takes to add a type of resource: a service that announces in its transaction, and a bean that says who
 * may read. Everything else, here in the sources of the tests, is the service's own.
 */
@RunningApplication
@Import(NewResourceTypeIntegrationTests.Bookmarks.class)
class NewResourceTypeIntegrationTests {

    @LocalServerPort
    private int port;

    @Test
    void isLiveFromItsListOn() {
        Api alice = Api.on(port).as("alice");
        String first = alice.post("/api/bookmarks", Map.of("url", "https://example.com/1"))
                .json()
                .path("id")
                .asString();
        Answer list = alice.get("/api/bookmarks");
        String[] position = list.header("Change-Position").split("@", 2);
        // Between the list and the subscription; the client learns of it all the same.
        alice.put("/api/bookmarks/" + first, Map.of("url", "https://example.com/2"));
        try (var client = StompTestClient.connected(port, alice.token())) {
            client.send("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\nsince:%s\n\n"
                    .formatted(position[0], position[1].replace(":", "\\c")));
            ServerFrame missed = client.expectMessage("s");
            if (missed.json().path("event").asString().equals("created")) {
                // The list had the bookmark already, and its number was not taken yet: told again, not missed.
                missed = client.expectMessage("s");
            }
            client.expectReceipt("r");
            alice.post("/api/bookmarks", Map.of("url", "https://example.com/3"));
            ServerFrame live = client.expectMessage("s");

            assertThat(position[0]).isEqualTo("/topic/bookmarks/alice");
            assertThat(list.json().path("items").size()).isOne();
            assertThat(missed.header("replayed")).isEqualTo("true");
            assertThat(missed.json().path("event").asString()).isEqualTo("updated");
            assertThat(missed.json().path("resource_type").asString()).isEqualTo("bookmark");
            assertThat(missed.json().at("/resource/url").asString()).isEqualTo("https://example.com/2");
            assertThat(live.json().path("event").asString()).isEqualTo("created");
            assertThat(live.header("replayed")).isEmpty();
        }
    }

    @Test
    void isReadByNobodyElse() {
        Api bob = Api.on(port).as("bob");
        try (var client = StompTestClient.connected(port, bob.token())) {
            client.send("SUBSCRIBE\nid:s\ndestination:/topic/bookmarks/alice\n\n");

            assertThat(client.expectMessage("s").header("error")).isEqualTo("access_denied");
        }
        Answer changes = bob.get("/api/changes?from=/topic/bookmarks/alice@x:0");
        assertThat(changes.json().at("/streams/0/error").asString()).isEqualTo("access_denied");
    }

    /** A bookmark as clients see it. */
    record Bookmark(String id, String url, String etag) {}

    /** What a client says of a bookmark. */
    record BookmarkRequest(String url) {}

    /** All bookmarks of a user. */
    record BookmarkList(List<Bookmark> items) {}

    /** The bookmarks of each user, on a topic of that user's name. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Bookmarks {

        @Bean
        TopicReaders bookmarkReaders() {
            return new TopicReaders() {
                @Override
                public String topicName() {
                    return "bookmarks";
                }

                @Override
                public boolean mayRead(Reader reader, String id) {
                    return reader.name().equals(id);
                }
            };
        }

        @Bean
        BookmarkService bookmarkService(JdbcClient jdbc, ChangeLog changes) {
            jdbc.sql(
                            "create table bookmark (id varchar(36) primary key, owner varchar(255), url varchar(1000), version int)")
                    .update();
            return new BookmarkService(jdbc, changes);
        }

        @Bean
        BookmarkController bookmarkController(BookmarkService service, ChangeLog changes, LiveList lists) {
            return new BookmarkController(service, changes, lists);
        }
    }

    /** Keeps bookmarks and announces what happens to them. */
    static class BookmarkService {

        private final JdbcClient jdbc;
        private final ChangeLog changes;

        BookmarkService(JdbcClient jdbc, ChangeLog changes) {
            this.jdbc = jdbc;
            this.changes = changes;
        }

        @ChangeTransaction
        Bookmark create(String owner, String url) {
            var created = new Bookmark(UUID.randomUUID().toString(), url, "1");
            jdbc.sql("insert into bookmark (id, owner, url, version) values (?, ?, ?, 1)")
                    .params(created.id(), owner, url)
                    .update();
            changes.announce(ResourceChange.created("bookmark", created), List.of(topic(owner)));
            return created;
        }

        @ChangeTransaction
        Bookmark edit(String owner, String id, String url) {
            jdbc.sql("update bookmark set url = ?, version = version + 1 where id = ? and owner = ?")
                    .params(url, id, owner)
                    .update();
            Bookmark edited = readOf(owner).stream()
                    .filter(bookmark -> bookmark.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            changes.announce(ResourceChange.updated("bookmark", edited), List.of(topic(owner)));
            return edited;
        }

        List<Bookmark> readOf(String owner) {
            return jdbc.sql("select id, url, version from bookmark where owner = ? order by id")
                    .params(owner)
                    .query((row, _) ->
                            new Bookmark(row.getString("id"), row.getString("url"), row.getString("version")))
                    .list();
        }

        static Topic topic(String owner) {
            return new Topic("bookmarks", owner);
        }
    }

    /** The bookmarks of the caller. */
    @RestController
    @RequestMapping("/api/bookmarks")
    static class BookmarkController {

        private final BookmarkService service;
        private final ChangeLog changes;
        private final LiveList lists;

        BookmarkController(BookmarkService service, ChangeLog changes, LiveList lists) {
            this.service = service;
            this.changes = changes;
            this.lists = lists;
        }

        @GetMapping
        ResponseEntity<Written<BookmarkList>> list(Principal caller, ServletWebRequest request) {
            Map<Destination, Position> heads = changes.heads(List.of(BookmarkService.topic(caller.getName())));
            return lists.answer(request, heads, new BookmarkList(service.readOf(caller.getName())));
        }

        @PostMapping
        Bookmark create(Principal caller, @RequestBody BookmarkRequest wanted) {
            return service.create(caller.getName(), wanted.url());
        }

        @PutMapping("/{id}")
        Bookmark edit(Principal caller, @PathVariable String id, @RequestBody BookmarkRequest wanted) {
            return service.edit(caller.getName(), id, wanted.url());
        }
    }
}
