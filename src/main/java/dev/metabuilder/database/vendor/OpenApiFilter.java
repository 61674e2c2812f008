package dev.metabuilder.database.vendor;

import java.lang.reflect.Method;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Removes the list {@code endpoints} from the OpenAPI document: Payara adds it, and OpenAPI does not define it. */
public class OpenApiFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        try {
            setter(api.getClass()).invoke(api, Map.of());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Payara has no such list: the class can go.", e);
        }
    }

    static Method setter(Class<?> document) throws NoSuchMethodException {
        return document.getMethod("setEndpoints", Map.class);
    }
}
