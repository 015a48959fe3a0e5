package dev.tidings.studio.assets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An asset with the folders above it, as one user may see them.
 *
 * @param user whose rights it tells
 * @param steps from the home folder down to the asset itself
 */
record Lineage(String user, List<Step> steps) {

    /**
     * One asset on the way down.
     *
     * @param role what the user was given on this very folder
     */
    record Step(Asset asset, @Nullable Role role) {}

    Lineage {
        steps = List.copyOf(steps);
    }

    Asset asset() {
        return steps.getLast().asset();
    }

    /** Returns the user's right to the asset: its content, or what is in the folder. */
    Right right() {
        return rightThrough(steps);
    }

    /** Returns the user's right to the folder that the asset lies in, which decides about its place and name. */
    Right rightToParent() {
        return rightThrough(steps.subList(0, steps.size() - 1));
    }

    /** Returns the way down to the asset as far as the user may see it, topmost first. */
    List<Asset> visible() {
        return steps.stream().map(Step::asset).skip(firstVisible()).toList();
    }

    /** Returns how many folders lie above the asset. */
    int depth() {
        return steps.size() - 1;
    }

    boolean passesThrough(String id) {
        return steps.stream().anyMatch(step -> step.asset().id().equals(id));
    }

    private int firstVisible() {
        int first = 0;
        while (first < steps.size() && rightThrough(steps.subList(0, first + 1)) == Right.NONE) {
            first++;
        }
        return first;
    }

    private Right rightThrough(List<Step> part) {
        if (!part.isEmpty() && asset().owner().equals(user)) {
            return Right.OWN;
        }
        Right right = Right.NONE;
        for (Step step : part) {
            Role role = step.role();
            right = role == null ? right : right.or(role.right());
        }
        return right;
    }
}
