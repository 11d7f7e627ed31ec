package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tasks to start from. Lives on the event loop of its lanes. */
final class Templates {

  static final List<Statement<?>> STATEMENTS = TemplateStatements.ALL;

  private final Lanes lanes;
  private final InstantSource clock;

  Templates(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  void addTo(Operations operations) {
    operations
        .on("listTemplates", this::list)
        .on("groupedTemplates", this::grouped)
        .on("searchTemplates", this::search)
        .on("templatesByCategory", this::byCategory)
        .on("getTemplate", this::get)
        .on("suggestTasks", this::suggest);
  }

  private Future<Reply> list(Call<Arguments> call) {
    int limit = (int) call.arguments().number("limit");
    long after = Cursor.key(call.arguments().textOrNull("cursor"), 0);
    return lanes
        .run(TemplateStatements.LIST.with(after, limit + 1))
        .map(
            found -> {
              var page = Page.of(found, limit, TaskTemplate::id);
              return Reply.of(page)
                  .tagged(tag(page.items(), page.nextCursor() == null ? 0 : 1))
                  .touching(Scope.everybody());
            });
  }

  private Future<Reply> grouped(Call<Arguments> call) {
    return lanes
        .run(TemplateStatements.BY_CATEGORY.with((Object) null))
        .map(
            rows -> {
              Map<String, TemplateGroup> groups = new LinkedHashMap<>();
              List<TaskTemplate> all = new ArrayList<>();
              for (var row : rows) {
                if (row.template() != null) {
                  groups
                      .computeIfAbsent(
                          row.category(),
                          code -> new TemplateGroup(code, row.categoryName(), new ArrayList<>()))
                      .templates()
                      .add(row.template());
                  all.add(row.template());
                }
              }
              return Reply.of(new TemplateGroups(List.copyOf(groups.values())))
                  .tagged(tag(all, 0))
                  .touching(Scope.everybody());
            });
  }

  private Future<Reply> byCategory(Call<Arguments> call) {
    return lanes
        .run(TemplateStatements.BY_CATEGORY.with(call.arguments().text("category")))
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw Failure.notFound();
              }
              List<TaskTemplate> templates = new ArrayList<>();
              for (var row : rows) {
                if (row.template() != null) {
                  templates.add(row.template());
                }
              }
              return Reply.of(new Page<>(templates, null))
                  .tagged(tag(templates, 0))
                  .touching(Scope.everybody());
            });
  }

  private Future<Reply> search(Call<Arguments> call) {
    var arguments = call.arguments();
    var words = Objects.requireNonNull(arguments.textOrNull("q")).strip();
    if (words.isEmpty() || words.indexOf('\0') >= 0) {
      throw Failure.invalid("/query/q", "must have a word to look for");
    }
    return lanes
        .run(TemplateStatements.SEARCH.with(words, (int) arguments.number("limit")))
        .map(
            found ->
                Reply.of(new Page<>(found, null))
                    .tagged(tag(found, 0))
                    .touching(Scope.everybody()));
  }

  private Future<TaskTemplate> get(Call<Arguments> call) {
    return lanes.found(TemplateStatements.GET.with(call.arguments().id()));
  }

  private Future<Suggestions> suggest(Call<Arguments> call) {
    var arguments = call.arguments();
    return lanes
        .run(
            TemplateStatements.SUGGEST.with(
                call.userId(),
                arguments.number("residence_id"),
                clock.instant().atOffset(ZoneOffset.UTC),
                (int) arguments.number("limit")))
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw Failure.notFound();
              }
              return new Suggestions(rows.stream().flatMap(Optional::stream).toList());
            });
  }

  private static String tag(List<TaskTemplate> templates, long more) {
    var fingerprint = new Fingerprint().add(more).add(templates.size());
    for (var template : templates) {
      fingerprint.add(template.id()).add(template.version());
    }
    return fingerprint.tag();
  }
}
