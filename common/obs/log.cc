#include "common/obs/log.h"

#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace xf::obs {
namespace {

constexpr size_t kMostWaiting = 100'000;
constexpr auto kWriteEvery = std::chrono::milliseconds(20);

struct Entry {
  absl::Time time;
  Severity severity;
  std::string message;
  std::vector<std::pair<std::string, std::variant<std::string, int64_t, double, bool>>> fields;
};

// One object in its fields' order, dumped once: a dump a value would set up a serializer for each.
std::string Line(Entry&& entry) {
  static constexpr const char* kNames[] = {"INFO", "WARNING", "ERROR"};
  nlohmann::ordered_json::object_t line;
  line.reserve(3 + entry.fields.size());
  line.emplace("time", absl::FormatTime(absl::RFC3339_full, entry.time, absl::UTCTimeZone()));
  line.emplace("severity", kNames[static_cast<int>(entry.severity)]);
  line.emplace("message", std::move(entry.message));
  for (auto& [key, value] : entry.fields) {
    std::visit([&, &key = key](auto&& v) { line.emplace(std::move(key), std::move(v)); }, std::move(value));
  }
  return nlohmann::ordered_json(std::move(line)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

// The queue and its thread; lives until the process ends.
class Writer {
 public:
  static Writer& Get() {
    static Writer& writer = *new Writer;
    return writer;
  }

  void Add(Entry entry) {
    std::lock_guard lock(mutex_);
    if (queue_.size() >= kMostWaiting) {
      ++dropped_;
      return;
    }
    queue_.push_back(std::move(entry));
  }

  void Flush() {
    std::unique_lock lock(mutex_);
    flush_.notify_one();
    drained_.wait(lock, [&] { return queue_.empty() && !writing_; });
  }

  std::atomic<void (*)(const std::string&)> sink = nullptr;

 private:
  Writer() {
    std::thread([this] { Run(); }).detach();
  }

  void Run() {
    std::deque<Entry> batch;
    while (true) {
      std::unique_lock lock(mutex_);
      writing_ = false;
      drained_.notify_all();
      // By the clock, not woken by each line: a busy server would pay a thread switch a call for it.
      while (queue_.empty()) flush_.wait_for(lock, kWriteEvery);
      batch.swap(queue_);
      writing_ = true;
      if (dropped_ > 0) {
        batch.push_back(
            {absl::Now(), Severity::kWarning, "log lines dropped", {{"count", std::exchange(dropped_, 0)}}});
      }
      lock.unlock();
      Write(batch);
      batch.clear();
    }
  }

  void Write(std::deque<Entry>& batch) {
    std::string text;
    for (Entry& entry : batch) {
      const std::string line = Line(std::move(entry));
      if (auto* to = sink.load()) {
        to(line);
      } else {
        text += line;
      }
    }
    for (size_t at = 0; at < text.size();) {
      const ssize_t written = write(STDOUT_FILENO, text.data() + at, text.size() - at);
      if (written <= 0) return;
      at += static_cast<size_t>(written);
    }
  }

  std::mutex mutex_;
  std::condition_variable flush_, drained_;
  std::deque<Entry> queue_;
  int64_t dropped_ = 0;
  bool writing_ = false;
};

}  // namespace

void Log(Severity severity, absl::string_view message, std::initializer_list<Field> fields) {
  Entry entry{absl::Now(), severity, std::string(message), {}};
  entry.fields.reserve(fields.size());
  for (const Field& field : fields) entry.fields.emplace_back(field.key, field.value);
  Writer::Get().Add(std::move(entry));
}

void FlushLog() { Writer::Get().Flush(); }
void SetLogSink(void (*sink)(const std::string& line)) { Writer::Get().sink = sink; }

}  // namespace xf::obs
