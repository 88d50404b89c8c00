package io.dyff.routes.api.openapi;

import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.ContractDocument;
import io.dyff.routes.kind.operation.ContractFollower;
import io.dyff.routes.kind.operation.Operations;
import java.nio.charset.StandardCharsets;

/** The document as it is shipped, and made anew once documents that it comes from are others. */
final class PublishedDocument implements ContractDocument, ContractFollower {
    private final DataFiles files;
    private volatile byte[] document;

    PublishedDocument(DataFiles files) {
        this.files = files;
        this.document = bytes(files.text(OpenApiDocuments.PUBLISHED));
    }

    @Override
    public byte[] bytes() {
        return document;
    }

    @Override
    public void follow(Operations operations) {
        document = bytes(new OpenApiDocuments(operations, new Schemas(files), files)
                        .published()
                        .toPrettyString() + "\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
