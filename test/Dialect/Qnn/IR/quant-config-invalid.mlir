// RUN: quant-opt %s --split-input-file --verify-diagnostics

func.func @no_dictionary(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': expected a dictionary}}
  %0 = qnn.relu %x {qnn.qconfig = "s8"} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error@+1 {{'qnn.qconfig': expected a dictionary}}
func.func @argument(%x: tensor<4xf32> {qnn.qconfig = 1 : i64}) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

// -----

func.func @no_such_part(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'bias' is not activations or weights with a dictionary}}
  %0 = qnn.relu %x {qnn.qconfig = {bias = {}}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @part_is_no_dictionary(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'weights' is not activations or weights with a dictionary}}
  %0 = qnn.relu %x {qnn.qconfig = {weights = "s8"}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @no_such_mode(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'mode' is 'float', expected static, dynamic or weight-only}}
  %0 = qnn.relu %x {qnn.qconfig = {mode = "float"}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @mode_is_no_word(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'mode' is not activations or weights with a dictionary}}
  %0 = qnn.relu %x {qnn.qconfig = {mode = 1 : i64}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @no_such_entry(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'weights' has an unknown entry 'bits' = "8"}}
  %0 = qnn.relu %x {qnn.qconfig = {weights = {bits = "8"}}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @no_such_word(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'activations' has an unknown entry 'type' = "s9"}}
  %0 = qnn.relu %x {qnn.qconfig = {activations = {type = "s9"}}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @half_a_scheme(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'activations' has an unknown entry 'scheme' = "symmetric"}}
  %0 = qnn.relu %x {qnn.qconfig = {activations = {scheme = "symmetric"}}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @no_word(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'activations' has an unknown entry 'range'}}
  %0 = qnn.relu %x {qnn.qconfig = {activations = {range = 7 : i64}}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @no_observer(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.qconfig': 'activations' has an unknown entry 'observer' = ""}}
  %0 = qnn.relu %x {qnn.qconfig = {activations = {observer = ""}}} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error@+1 {{'qnn.recipe' is 5 : i64, expected a string}}
module attributes {qnn.recipe = 5 : i64} {
}
