//===- Observe.cpp - Observers on a user's own arrays ---------------------===//
//
// Tested by test/Calibrate/observe.test, qparams.test and fake-quantize.test.
//
// What goes in and comes out fits together: `observe` writes NAME/min and NAME/max,
// which `qparams` reads, and NAME/scale and NAME/zero_point, which `fake-quantize`
// looks for beside an array NAME.
//
//===----------------------------------------------------------------------===//

#include "Observe.h"

#include "quantc/Calibrate/Observer.h"
#include "quantc/Calibrate/RangeConversion.h"
#include "quantc/Numerics/FakeQuantize.h"
#include "quantc/Runner/SampleSource.h"
#include "quantc/Support/CommandLine.h"
#include "quantc/Support/NpzReader.h"
#include "quantc/Support/OutputFiles.h"
#include "quantc/Support/ZipWriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace quantc;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

namespace {
/// Arrays by name, written in order of arrival.
class ArrayFile {
public:
  template <typename T> void add(const llvm::Twine &name, llvm::ArrayRef<T> values, llvm::ArrayRef<int64_t> shape) {
    HostTensor tensor(kindOf<T>(), shape);
    llvm::copy(values, tensor.values<T>().begin());
    arrays.emplace_back(name.str(), std::move(tensor));
  }

  /// Writes the .npz so that it is complete or absent; nothing if `path` is "".
  Error save(StringRef path) const {
    if (path.empty())
      return Error::success();
    OutputFiles files;
    Expected<llvm::raw_pwrite_stream *> os = files.create(path);
    if (!os)
      return os.takeError();
    ZipWriter zip(**os);
    for (const auto &[name, tensor] : arrays)
      zip.addArray(name, tensor, ZipWriter::Method::Store);
    zip.finish();
    return files.commit();
  }

private:
  std::vector<std::pair<std::string, HostTensor>> arrays;
};
} // namespace

/// Opens the archive at `path`, once `output` is known not to overwrite it.
static Expected<std::unique_ptr<NpzReader>> openInput(StringRef path, const std::string &output) {
  if (Error error = checkOutputs({output}, {path.str()}))
    return error;
  return NpzReader::open(path);
}

static Expected<HostTensor> readFloats(NpzReader &file, StringRef name) {
  Expected<HostTensor> tensor = file.read(name);
  if (!tensor)
    return tensor;
  return convertElements(*tensor, ElementKind::F32, file.getPath() + ": array '" + name + "'");
}

/// Adds scale, zero point and what else the system computes. `shape` is that of the ranges.
static void addParams(ArrayFile &out, const llvm::Twine &prefix, const ConvertedRanges &converted,
                      llvm::ArrayRef<int64_t> shape) {
  std::vector<double> scales;
  std::vector<int64_t> zeroPoints;
  for (const numerics::ScaleZeroPoint &params : converted.params) {
    scales.push_back(params.scale);
    zeroPoints.push_back(params.zeroPoint);
  }
  out.add<double>(prefix + "scale", scales, shape);
  out.add<int64_t>(prefix + "zero_point", zeroPoints, shape);
  if (converted.levels == 0)
    return;
  out.add<float>(prefix + "low", converted.moved.min, shape);
  out.add<float>(prefix + "high", converted.moved.max, shape);
  out.add<int64_t>(prefix + "levels", {converted.levels}, {});
}

/// Prints a line for each range.
static void print(StringRef name, const ObservedRanges &ranges, const ConvertedRanges *converted) {
  for (size_t i = 0; i < ranges.min.size(); ++i) {
    llvm::outs() << name;
    if (ranges.min.size() > 1)
      llvm::outs() << "[" << i << "]";
    llvm::outs() << llvm::format(": %.9g to %.9g", ranges.min[i], ranges.max[i]);
    if (converted)
      llvm::outs() << llvm::format(", scale %.9g, zero point ", converted->params[i].scale)
                   << converted->params[i].zeroPoint;
    llvm::outs() << "\n";
  }
  if (ranges.min.empty())
    llvm::outs() << name << ": no range, it is found at run time\n";
}

/// Shows the observer one array and adds what it says to `out`.
static Error observeArray(NpzReader &file, StringRef name, const ObserveOptions &options,
                          const Specification &specification, const Specification *conversion, ArrayFile &out) {
  Expected<HostTensor> data = readFloats(file, name);
  if (!data)
    return data.takeError();
  std::string where = (file.getPath() + ": array '" + name + "': ").str();
  if (data->shape.empty() || data->getNumElements() == 0)
    return badInput(where + "expected batches along the first axis, and at least one value");
  int64_t batches = options.isAtOnce ? 1 : data->shape.front(), size = data->getNumElements() / batches;
  llvm::SmallVector<int64_t, 4> shape(data->shape.begin() + 1, data->shape.end());
  if (options.isAtOnce && !shape.empty())
    shape.front() *= data->shape.front();

  std::unique_ptr<Observer> observer = createObserver(specification);
  std::vector<float> mins, maxs;
  for (int64_t batch = 0; batch < batches; ++batch) {
    if (Error error = observer->add(data->values<float>().slice(size_t(batch * size), size_t(size)), shape))
      return badInput(where + "batch " + llvm::Twine(batch) + ": " + llvm::toString(std::move(error)));
    ObservedRanges running = observer->getRunning();
    llvm::append_range(mins, running.min);
    llvm::append_range(maxs, running.max);
  }
  Expected<ObservedRanges> ranges = observer->getRanges();
  if (!ranges)
    return badInput(where + llvm::toString(ranges.takeError()));
  int64_t channels = int64_t(ranges->min.size());
  out.add<float>(name + "/min", ranges->min, {channels});
  out.add<float>(name + "/max", ranges->max, {channels});
  out.add<float>(name + "/min_after_batch", mins, {batches, channels});
  out.add<float>(name + "/max_after_batch", maxs, {batches, channels});
  if (std::vector<double> counts = observer->getCounts(); !counts.empty())
    out.add<double>(name + "/histogram", counts, {int64_t(counts.size())});
  if (!conversion || ranges->min.empty()) {
    print(name, *ranges, nullptr);
    return Error::success();
  }
  Expected<ConvertedRanges> converted = convertRanges(*ranges, *conversion);
  if (!converted)
    return badInput(where + llvm::toString(converted.takeError()));
  addParams(out, name + "/", *converted, {channels});
  print(name, *ranges, &*converted);
  return Error::success();
}

Error quantc::observeArrays(StringRef path, llvm::ArrayRef<std::string> arrays, const ObserveOptions &options) {
  Expected<Specification> observer = parseObserver(options.observer);
  if (!observer)
    return observer.takeError();
  std::optional<Specification> conversion;
  if (!options.conversion.empty()) {
    Expected<Specification> parsed = parseRangeConversion(options.conversion);
    if (!parsed)
      return parsed.takeError();
    conversion = *parsed;
  }
  Expected<std::unique_ptr<NpzReader>> file = openInput(path, options.output);
  if (!file)
    return file.takeError();
  ArrayFile out;
  for (const std::string &name : arrays.empty() ? (*file)->getNames() : arrays)
    if (Error error = observeArray(**file, name, options, *observer, conversion ? &*conversion : nullptr, out))
      return error;
  return out.save(options.output);
}

Error quantc::convertArrays(StringRef path, const ObserveOptions &options) {
  Expected<Specification> conversion = parseRangeConversion(options.conversion);
  if (!conversion)
    return conversion.takeError();
  Expected<std::unique_ptr<NpzReader>> file = openInput(path, options.output);
  if (!file)
    return file.takeError();
  ArrayFile out;
  bool isFound = false;
  for (StringRef name : (*file)->getNames()) {
    StringRef prefix = name;
    if (!prefix.consume_back("min") || !(*file)->contains((prefix + "max").str()))
      continue;
    isFound = true;
    Expected<HostTensor> min = readFloats(**file, name), max = readFloats(**file, (prefix + "max").str());
    if (!min || !max)
      return llvm::joinErrors(min.takeError(), max.takeError());
    if (min->shape != max->shape || min->shape.size() > 2)
      return badInput(path + ": arrays '" + name + "' and '" + prefix +
                      "max': expected one shape, [ranges] or [tensors, channels]");
    // The channels of a tensor go together: some systems look at all of them.
    size_t channels = min->shape.size() == 2 ? size_t(min->shape[1]) : 1;
    ConvertedRanges all;
    for (size_t i = 0; channels != 0 && i < min->values<float>().size(); i += channels) {
      auto take = [&](HostTensor &from) {
        llvm::ArrayRef<float> part = llvm::ArrayRef<float>(from.values<float>()).slice(i, channels);
        return std::vector<float>(part.begin(), part.end());
      };
      ObservedRanges ranges = {take(*min), take(*max)};
      Expected<ConvertedRanges> one = convertRanges(ranges, *conversion);
      if (!one)
        return badInput(path + ": '" + name + "', range " + llvm::Twine(i / channels) + ": " +
                        llvm::toString(one.takeError()));
      llvm::append_range(all.params, one->params);
      llvm::append_range(all.moved.min, one->moved.min);
      llvm::append_range(all.moved.max, one->moved.max);
      all.levels = one->levels;
      print((prefix + llvm::Twine(i / channels)).str(), ranges, &*one);
    }
    addParams(out, prefix, all, min->shape);
  }
  if (!isFound)
    return badInput(path + ": has no arrays 'min' and 'max', nor NAME/min and NAME/max");
  return out.save(options.output);
}

Error quantc::fakeQuantizeArrays(StringRef path, int64_t low, int64_t high, std::optional<int64_t> axis,
                                 StringRef output) {
  Expected<std::unique_ptr<NpzReader>> file = openInput(path, output.str());
  if (!file)
    return file.takeError();
  ArrayFile out;
  bool isFound = false;
  for (const std::string &name : (*file)->getNames()) {
    if (!(*file)->contains(name + "/scale"))
      continue;
    isFound = true;
    Expected<HostTensor> data = readFloats(**file, name), scales = readFloats(**file, name + "/scale"),
                         zeroPoints = readFloats(**file, name + "/zero_point");
    if (!data || !scales || !zeroPoints)
      return llvm::joinErrors(data.takeError(), llvm::joinErrors(scales.takeError(), zeroPoints.takeError()));
    std::string where = (path + ": array '" + name + "': ").str();
    size_t channels = 1, inner = data->values<float>().size();
    if (axis) {
      if (*axis >= int64_t(data->shape.size()))
        return badInput(where + "axis " + llvm::Twine(*axis) + " of a tensor of rank " +
                        llvm::Twine(data->shape.size()));
      channels = size_t(data->shape[*axis]);
      inner = 1;
      for (int64_t size : llvm::ArrayRef(data->shape).drop_front(*axis + 1))
        inner *= size_t(size);
    }
    llvm::ArrayRef<float> scale = scales->values<float>(), zeroPoint = zeroPoints->values<float>();
    if (scale.size() != channels || zeroPoint.size() != channels)
      return badInput(where + "expected " + llvm::Twine(channels) + " scales and zero points, found " +
                      llvm::Twine(scale.size()) + " and " + llvm::Twine(zeroPoint.size()));
    for (float value : scale)
      if (!(value > 0) || !std::isfinite(value))
        return badInput(where + "a scale is " + llvm::Twine(std::to_string(value)) + ", expected above 0 and finite");
    llvm::MutableArrayRef<float> values = data->values<float>();
    for (size_t i = 0; i < values.size(); ++i) {
      size_t channel = i / inner % channels;
      numerics::QuantParams type = {scale[channel], 0, int32_t(low), int32_t(high)};
      type.zeroPoint = numerics::roundZeroPoint(zeroPoint[channel], type.low, type.high);
      values[i] = numerics::fakeQuantize(values[i], type);
    }
    out.add<float>(name, values, data->shape);
  }
  if (!isFound)
    return badInput(path + ": has no array with a scale: NAME, NAME/scale and NAME/zero_point");
  return out.save(output);
}
