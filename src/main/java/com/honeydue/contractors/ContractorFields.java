package com.honeydue.contractors;

import com.honeydue.bus.Failure;
import com.honeydue.db.Columns;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a contractor from a body into columns. Stateless. */
final class ContractorFields {

  /** What an app may open without asking: a {@code javascript:} link would be somebody's trap. */
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private ContractorFields() {}

  /**
   * The columns that {@code body} writes; a field that is absent leaves its column as it is.
   *
   * @throws Failure for a value that the contract's schema lets through and that makes no sense
   */
  static JsonObject columns(JsonObject body) {
    requireLink(body.getString("website"));
    var columns =
        Columns.of(body)
            .texts("name", "company", "phone", "email", "website", "address", "notes")
            .integers("residence_id")
            .toJson();
    if (body.containsKey("specialties")) {
      columns.put("specialties", body.getJsonArray("specialties"));
    }
    return columns;
  }

  private static void requireLink(@Nullable String website) {
    if (website == null) {
      return;
    }
    try {
      var link = new URI(website);
      if (link.getScheme() != null
          && SCHEMES.contains(link.getScheme().toLowerCase(java.util.Locale.ROOT))
          && link.getHost() != null
          && link.getUserInfo() == null) {
        return;
      }
    } catch (URISyntaxException notALink) {
      // answered below, like every other text that is no link
    }
    throw Failure.invalid("/website", "must be a link that begins with https:// or http://");
  }
}
