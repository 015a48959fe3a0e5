package dev.tidings.studio.assets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.studio.assets.Lineage.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for {@link Lineage}. */
class LineageTests {

    private static final List<String> NAMES = List.of("home", "photos", "summer");

    @Test
    void givesTheOwnerEverything() {
        Lineage lineage = lineage("alice", null, null, null);

        assertThat(lineage.right()).isEqualTo(Right.OWN);
        assertThat(lineage.rightToParent()).isEqualTo(Right.OWN);
        assertThat(names(lineage)).containsExactly("home", "photos", "summer");
    }

    @Test
    void givesStrangersNothing() {
        Lineage lineage = lineage("bob", null, null, null);

        assertThat(lineage.right()).isEqualTo(Right.NONE);
        assertThat(lineage.visible()).isEmpty();
    }

    @Test
    void coversAllBelowASharedFolderAndNothingAboveIt() {
        Lineage lineage = lineage("bob", null, Role.VIEWER, null);

        assertThat(lineage.right()).isEqualTo(Right.READ);
        assertThat(names(lineage)).containsExactly("photos", "summer");
    }

    @Test
    void letsTheEditorOfAFolderWriteInItAndNotTheFolderItself() {
        assertThat(lineage("bob", null, Role.EDITOR, null).rightToParent()).isEqualTo(Right.WRITE);
        assertThat(lineage("bob", null, null, Role.EDITOR).right()).isEqualTo(Right.WRITE);
        assertThat(lineage("bob", null, null, Role.EDITOR).rightToParent()).isEqualTo(Right.NONE);
    }

    @Test
    void takesTheBetterOfTwoRoles() {
        assertThat(lineage("bob", null, Role.EDITOR, Role.VIEWER).right()).isEqualTo(Right.WRITE);
        assertThat(lineage("bob", null, Role.VIEWER, Role.EDITOR).right()).isEqualTo(Right.WRITE);
    }

    @Test
    void givesNobodyARightAboveAHomeFolder() {
        Lineage home =
                new Lineage("alice", lineage("alice", null, null, null).steps().subList(0, 1));

        assertThat(home.rightToParent()).isEqualTo(Right.NONE);
    }

    private static Lineage lineage(String user, @Nullable Role home, @Nullable Role photos, @Nullable Role summer) {
        return new Lineage(user, List.of(step(0, home), step(1, photos), step(2, summer)));
    }

    private static Step step(int depth, @Nullable Role role) {
        String parent = depth == 0 ? null : NAMES.get(depth - 1);
        String name = NAMES.get(depth);
        var now = Instant.EPOCH;
        return new Step(new Asset(name, parent, "alice", name, Asset.FOLDER, 0, null, 1, now, now), role);
    }

    private static List<String> names(Lineage lineage) {
        return lineage.visible().stream().map(Asset::name).toList();
    }
}
