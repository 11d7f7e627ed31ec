package com.honeydue.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.interfaces.RSAPrivateKey;
import java.util.regex.Pattern;

/**
 * Somebody who may act for a Google project, as the JSON that Google issues says.
 *
 * @param projectId part of paths
 * @param clientEmail its name
 * @param privateKeyId what Google calls its key
 * @param privateKey what it signs with
 * @param tokenUri where it gets access tokens
 */
public record ServiceAccount(
    String projectId,
    String clientEmail,
    String privateKeyId,
    RSAPrivateKey privateKey,
    String tokenUri) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9.:-]{1,100}");

  static ServiceAccount read(String name, Secret inline, String file) {
    String source = inline.isEmpty() ? name + "File" : name;
    JsonNode json = json(source, KeyMaterial.text(name, inline, file));
    Check.demand(
        json.path("type").asText().equals("service_account"),
        source,
        "must be of the type service_account");
    String project = member(source, json, "project_id");
    Check.demand(PROJECT.matcher(project).matches(), source, "must have a project_id as Google's");
    String tokenUri = member(source, json, "token_uri");
    Check.demand(
        tokenUri.startsWith("https://"), source, "must have a token_uri that begins with https://");
    return new ServiceAccount(
        project,
        member(source, json, "client_email"),
        member(source, json, "private_key_id"),
        KeyMaterial.rsa(source, member(source, json, "private_key")),
        tokenUri);
  }

  /** A parser's message would quote what it could not read. */
  private static JsonNode json(String source, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw new InvalidSetting(source, "must be the JSON of a service account");
    }
  }

  private static String member(String source, JsonNode json, String name) {
    String text = json.path(name).asText();
    Check.demand(!text.isBlank(), source, "must have a " + name);
    return text;
  }

  @Override
  public String toString() {
    return "ServiceAccount[" + projectId + "]";
  }
}
