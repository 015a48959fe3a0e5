package dev.tidings.studio.assets;

import dev.tidings.http.FileRange;
import dev.tidings.http.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Sends the content of files, whole or in ranges, always as something to save and never to show. */
@RestController
final class ContentController {

    private final AssetTrees trees;
    private final FileStorage storage;

    ContentController(AssetTrees trees, FileStorage storage) {
        this.trees = trees;
        this.storage = storage;
    }

    @GetMapping("/api/assets/{id}/content")
    ResponseEntity<Resource> get(
            Principal caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange)
            throws IOException {
        Asset asset = trees.getReadable(caller.getName(), id).asset();
        String key = asset.storageKey();
        if (key == null) {
            throw Problems.conflict("A folder has no content, but '%s' is one".formatted(id));
        }
        Path file = storage.pathOf(key);
        if (!Files.exists(file)) {
            throw Problems.notFound(Asset.TYPE, id);
        }
        // RFC 9110 section 13.1.5: of another version the whole is wanted.
        boolean rangeAllowed = ifRange == null || ifRange.equals("\"" + asset.etag() + "\"");
        var response = ResponseEntity.ok()
                .eTag(asset.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .contentType(MediaType.parseMediaType(asset.contentType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(asset.name()))
                .header("X-Content-Type-Options", "nosniff");
        return rangeAllowed ? FileRange.answer(response, file, range) : FileRange.answerWhole(response, file);
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
