package dev.tidings.studio.assets;

import dev.tidings.http.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
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
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange)
            throws IOException {
        Asset asset = trees.getReadable(caller.getName(), id).asset();
        String key = asset.storageKey();
        if (key == null) {
            throw Problems.conflict("A folder has no content, but '%s' is one".formatted(id));
        }
        boolean rangeAllowed = ifRange == null || ifRange.equals("\"" + asset.etag() + "\"");
        return ResponseEntity.ok()
                .eTag(asset.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .contentType(MediaType.parseMediaType(asset.contentType()))
                .contentLength(asset.size())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(asset.name()))
                .header("X-Content-Type-Options", "nosniff")
                .body(content(asset, storage.pathOf(key), rangeAllowed));
    }

    private static Resource content(Asset asset, Path file, boolean rangeAllowed) throws IOException {
        if (!Files.exists(file)) {
            throw Problems.notFound(Asset.TYPE, asset.id());
        }
        // Spring cuts ranges from every resource but this one. RFC 9110 section 13.1.5 wants the whole.
        return rangeAllowed ? new FileSystemResource(file) : new InputStreamResource(Files.newInputStream(file));
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
